"use client";
import { createContext } from "react";
import { defaultUrlPolicy, type UrlPolicy } from "./urlPolicy.ts";

/** Not in `urlPolicy.ts`, which server components may import. */
export const UrlPolicyContext = createContext<UrlPolicy>(defaultUrlPolicy);
