"use client";

import { Suspense, use } from "react";
import { SparkLine } from "@/components/scoring/spark-line";

/** The course of the listed leads' scores, by lead; it comes after the rows, which do not wait for it. */
export type ScoreCourses = {
  values: Promise<Readonly<Record<string, readonly number[]>>>;
  days: number;
  range: { min: number; max: number };
};

/** How a lead's score came to be what it is, small. Empty until it is known. */
export function ScoreCourse({ leadId, courses }: { leadId: string; courses: ScoreCourses }) {
  return (
    <span className="block h-4 w-12 [&_path]:fill-sunken [&_polyline]:stroke-muted">
      <Suspense fallback={null}>
        <Course leadId={leadId} courses={courses} />
      </Suspense>
    </span>
  );
}

function Course({ leadId, courses }: { leadId: string; courses: ScoreCourses }) {
  const values = use(courses.values)[leadId] ?? [];
  const [first, last] = [values[0], values.at(-1)];
  // A flat line says nothing.
  if (first === undefined || last === undefined || values.every((value) => value === first)) return null;
  return (
    <SparkLine
      values={values}
      min={courses.range.min}
      max={courses.range.max}
      label={`From ${first} to ${last} in ${courses.days} days`}
      className="h-4"
    />
  );
}
