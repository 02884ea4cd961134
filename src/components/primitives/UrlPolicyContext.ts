"use client";
import { createContext } from "react";
import { defaultUrlPolicy, type UrlPolicy } from "./urlPolicy.ts";

/** Of its own, so that a picture of a person does not bring what draws Markdown. */
export const UrlPolicyContext = createContext<UrlPolicy>(defaultUrlPolicy);
