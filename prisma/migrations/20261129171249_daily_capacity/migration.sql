-- AlterTable
ALTER TABLE "app_user" ADD COLUMN     "daily_capacity" INTEGER;

alter table app_user add constraint app_user_daily_capacity check (daily_capacity between 0 and 1000);
