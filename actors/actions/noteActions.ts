import { createActionHandler } from "./actionHandler.ts";

export const addNote = createActionHandler("addNote", ({ notes }, caller, request) => notes.add(caller, request));

export const editNote = createActionHandler("editNote", ({ notes }, caller, request) => notes.edit(caller, request));

export const deleteNote = createActionHandler("deleteNote", ({ notes }, caller, request) =>
	notes.delete(caller, request),
);

export const reactToNote = createActionHandler("reactToNote", ({ notes }, caller, request) =>
	notes.react(caller, request),
);

export const resolveNote = createActionHandler("resolveNote", ({ notes }, caller, request) =>
	notes.resolve(caller, request),
);
