import * as v from "valibot";
import { runIdempotent } from "../writer/once.ts";
import { defineAction } from "./defineAction.ts";
import { idSchema } from "./fields.ts";

const restartSchema = v.strictObject({ clientId: idSchema });

export const restart = defineAction(
	"restartSession",
	restartSchema,
	({ writer, sessionKeeper }, { userId }, { clientId }) =>
		writer.commit("restartSession", (act) =>
			runIdempotent(act, { userId, action: "restartSession", clientId }, () => ({
				restarting: sessionKeeper.restart(),
			})),
		),
);
