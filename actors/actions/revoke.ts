import * as v from "valibot";
import { once } from "../writer/once.ts";
import { defineAction } from "./defineAction.ts";
import { id, userId } from "./fields.ts";

const schema = v.strictObject({ clientId: id, userId });

/**
 * Closes the connections of a person, who is asked anew who they are: `authenticate` decides whether they come back, and
 * as what.
 */
export const revoke = defineAction("revoke", schema, ({ host, writer }, caller, request) =>
	writer.commit("revoke", (act) =>
		once(act, { userId: caller.userId, action: "revoke", clientId: request.clientId }, () => {
			const connections = host.clients().filter(({ userId }) => userId === request.userId);
			// Whoever sends themselves away hears the answer first.
			act.afterwards(() => setImmediate(() => connections.forEach((connection) => void connection.close("revoked"))));
			host.log("info", "person_revoked", { by: caller.userId, userId: request.userId, closed: connections.length });
			return { closed: connections.length };
		}),
	),
);
