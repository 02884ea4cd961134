import { createActionHandler } from "./actionHandler.ts";

export const listPeople = createActionHandler("listPeople", ({ people }, _caller, request) => people.list(request));

export const setRole = createActionHandler("setRole", ({ members }, caller, request) =>
	members.setRole(caller, request),
);

export const removePerson = createActionHandler("removePerson", ({ members }, caller, request) =>
	members.remove(caller, request),
);

export const createInvite = createActionHandler("createInvite", ({ members }, caller, request) =>
	members.createInvite(caller, request),
);

export const listInvites = createActionHandler("listInvites", async ({ members }) => ({
	invites: await members.listInvites(),
}));

export const revokeInvite = createActionHandler("revokeInvite", ({ members }, caller, request) =>
	members.revokeInvite(caller, request),
);
