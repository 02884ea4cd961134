"use client";

import { createContext } from "react";

/** Counts the open forms for notes in the card of a request, by its id. */
export const NotedRequestsContext = createContext<(id: string, change: 1 | -1) => void>(() => {});
