"use client";
import { createLazyPart } from "../lazy/createLazyPart.tsx";
import type { TurnSummaryProps } from "./TurnSummary.tsx";

const EmptyTurnSummary = (_: TurnSummaryProps) => null;

/** `<TurnSummary>`, fetched when somebody first looks. */
export const LazyTurnSummary = createLazyPart(
	async () => (await import("./TurnSummary.tsx")).TurnSummary,
	EmptyTurnSummary,
);
