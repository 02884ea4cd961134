"use client";
import { createLazyPart } from "../lazy/createLazyPart.tsx";

const NoSidePanel = () => null;

/** `<SidePanel>`, fetched when it is first opened. */
export const LazySidePanel = createLazyPart(async () => (await import("./SidePanel.tsx")).SidePanel, NoSidePanel);
