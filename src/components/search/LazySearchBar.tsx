"use client";
import { createLazyPart } from "../lazy/createLazyPart.tsx";
import type { SearchBarProps } from "./SearchBar.tsx";

const EmptySearchBar = (_: SearchBarProps) => null;

/** `<SearchBar>`, fetched when somebody first searches. */
export const LazySearchBar = createLazyPart(async () => (await import("./SearchBar.tsx")).SearchBar, EmptySearchBar);
