"use client";
import { createLazyPart } from "../lazy/createLazyPart.tsx";
import type { ParticipantListProps } from "./PeopleList.tsx";

const EmptyParticipantList = (_: ParticipantListProps) => null;

/** `<ParticipantList>`, fetched when somebody first looks. */
export const LazyParticipantList = createLazyPart(
	async () => (await import("./PeopleList.tsx")).ParticipantList,
	EmptyParticipantList,
);
