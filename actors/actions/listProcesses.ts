import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { querySandbox } from "./lookInside.ts";

/** Pages ask for it again and again by themselves, so it brings back no sandbox. */
export const listProcesses = defineAction("listProcesses", v.undefined(), (workspace) =>
	querySandbox(workspace, ({ processes }) => processes.list()),
);
