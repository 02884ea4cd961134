import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { ActorDefinition } from "rivetkit/client";
import type { WorkspaceEvents } from "../protocol/index.ts";

/** The workspace actor as its connections see it. What it sends is looked at by the store, so it is `unknown` here. */
export type WorkspaceActor = ActorDefinition<
	unknown,
	unknown,
	unknown,
	unknown,
	unknown,
	undefined,
	Record<keyof WorkspaceEvents, StandardSchemaV1<unknown>>
>;
