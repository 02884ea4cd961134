import * as v from "valibot";
import { runIdempotent } from "../writer/once.ts";
import { defineAction } from "./defineAction.ts";
import { idSchema, userIdSchema } from "./fields.ts";

const revokeSchema = v.strictObject({ clientId: idSchema, userId: userIdSchema });

/**
 * Closes the connections of a person, who is asked anew who they are: `authenticate` decides whether they come back, and
 * as what.
 */
export const revoke = defineAction("disconnectUser", revokeSchema, ({ host, writer }, caller, request) =>
	writer.commit("disconnectUser", (act) =>
		runIdempotent(act, { userId: caller.userId, action: "disconnectUser", clientId: request.clientId }, () => {
			const connections = host.clients().filter(({ userId }) => userId === request.userId);
			// Whoever sends themselves away hears the answer first.
			act.afterCommit(() => setImmediate(() => connections.forEach((connection) => void connection.close("revoked"))));
			host.log("info", "user_disconnected", { by: caller.userId, userId: request.userId, closed: connections.length });
			return { closed: connections.length };
		}),
	),
);
