import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { lookInside } from "./lookInside.ts";

/** Pages ask for it again and again by themselves, so it brings back no sandbox. */
export const listProcesses = defineAction("listProcesses", v.undefined(), (workspace) =>
	lookInside(workspace, ({ processes }) => processes.list()),
);
