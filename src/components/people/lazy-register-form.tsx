"use client";

import dynamic from "next/dynamic";

/** The form and its checks come when a patient is to be registered. */
export const RegisterForm = dynamic(() => import("./register-form").then((module) => module.RegisterForm), { ssr: false });
