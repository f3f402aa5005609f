-- Every index of the live row costs each write of it. The sweep of the day walks the leads in the order of their ids anyway
-- and asks of each whether it is due (decision 19).
DROP INDEX "lead_score_changes_on";
