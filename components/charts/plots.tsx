"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

// The drawing library is large: pages that show a chart fetch it when they do, in the room it will take.

export const CalibrationPlot = dynamic(() => import("./calibration-plot"), {
  ssr: false,
  loading: () => <Skeleton className="h-60 w-full" />,
});

export const CohortPlot = dynamic(() => import("./cohort-plot"), {
  ssr: false,
  loading: () => <Skeleton className="h-56 w-full" />,
});

export const HistogramPlot = dynamic(() => import("./histogram-plot"), {
  ssr: false,
  loading: () => <Skeleton className="h-50 w-full" />,
});

export const WeeksPlot = dynamic(() => import("./weeks-plot"), {
  ssr: false,
  loading: () => <Skeleton className="h-50 w-full" />,
});
