"use client";

import dynamic from "next/dynamic";

/** Comes after the room works: nobody needs it to see or to speak. */
export const ModelChoice = dynamic(() => import("./model-choice-field").then((module) => module.ModelChoiceField), { ssr: false });
