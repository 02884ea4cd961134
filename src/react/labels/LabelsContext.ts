"use client";
import { createContext } from "react";
import { english } from "./english.ts";
import type { Labels } from "./Labels.ts";

export const LabelsContext = createContext<Labels>(english);
