import type { ApprovalPolicy, SessionSetup } from "../../../actors/index.ts";
import type { RealAgent } from "../agents/RealAgent.ts";
import type { Script } from "../model/script.ts";
import type { Said } from "../oracle/said.ts";
import type { Scene } from "../stage/Scene.ts";

/** The options of `createWorkspace` that belong to one workspace. */
export interface ScenarioHost {
	readonly session?: SessionSetup;
	readonly policy?: ApprovalPolicy;
}

/** Something that people do with an agent, played on the scripted model. */
export interface Scenario {
	/** The name for `--scenario`, and of the script that the first prompt asks for. */
	readonly name: string;
	/** What it is about, for tables. */
	readonly title: string;
	/** What the model plays, by the name of the script. */
	scripts(folder: string): Readonly<Record<string, Script>>;
	/** What the host gives the session of this scenario, and how it answers permission requests. Default: nothing. */
	readonly host?: ScenarioHost;
	/** What people do. Default: Ada asks for the script of the scenario's name, and waits for its end. */
	readonly play?: (scene: Scene) => Promise<void>;
	/** Whether the agent did what the scenario is about: a comparison of something else says nothing. */
	readonly happened: (said: readonly Said[]) => boolean;
	/** The agents that can do it, where not all can. */
	readonly agents?: readonly RealAgent["id"][];
}
