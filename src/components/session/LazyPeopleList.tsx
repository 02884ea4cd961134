"use client";
import { createLazyPart } from "../lazy/createLazyPart.tsx";
import type { PeopleListProps } from "./PeopleList.tsx";

const NoList = (_: PeopleListProps) => null;

/** `<PeopleList>`, fetched when somebody first looks. */
export const LazyPeopleList = createLazyPart(async () => (await import("./PeopleList.tsx")).PeopleList, NoList);
