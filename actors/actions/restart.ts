import * as v from "valibot";
import { once } from "../writer/once.ts";
import { defineAction } from "./defineAction.ts";
import { id } from "./fields.ts";

const schema = v.strictObject({ clientId: id });

export const restart = defineAction("restart", schema, ({ writer, keeper }, { userId }, { clientId }) =>
	writer.commit("restart", (act) =>
		once(act, { userId, action: "restart", clientId }, () => ({ restarting: keeper.restart() })),
	),
);
