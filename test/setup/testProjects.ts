import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { storybookTest } from "@storybook/addon-vitest/vitest-plugin";
import { playwright } from "@vitest/browser-playwright";
import type { Plugin } from "vite";
import type { TestProjectInlineConfiguration } from "vitest/config";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { loadFactor } from "../harness/loadFactor.ts";

const inFolders = (folders: readonly string[], ending: string) => folders.map((name) => `test/${name}/**/*.${ending}`);

const UNIT_FOLDERS = ["protocol", "rules", "core", "timeline", "rivet", "faults", "telemetry", "scripts", "bench"];
const SCREEN_FOLDERS = ["react", "components"];
/** On a real engine, and the demo's own processes: four files at a time. */
const ACTOR_FOLDERS = ["actors", "persist", "faultRuns", "cluster", "demo"];
/** On a real sandbox-agent server, one file at a time. */
const SESSION_FOLDERS = ["session", "sandbox"];
/** With real agents from npm's registry. */
const AGENT_FOLDERS = ["realAgents"];

/**
 * A test ends when what it waits for does not come, which its waits notice by themselves (`test/harness/waitFor.ts`,
 * `expect.poll`). This limit is for what hangs, so it is long enough for all waits of a test on a busy machine.
 */
const HANGS_AFTER = { testTimeout: 180_000, hookTimeout: 180_000 } as const;

/**
 * Whatever runs real browsers, engines and servers gets a second try, so that one lost race in thousands of tests does not
 * hide the result of the rest. What needed it is printed at the end as `flaky: …`, and is a defect like any other.
 */
const REAL_PARTS = { ...HANGS_AFTER, retry: 1 } as const;

/** The same, in Node. */
const REAL_SERVERS = { ...REAL_PARTS, setupFiles: "test/setup/nameHangs.ts" } as const;

/** It floods an engine, so others would wait for the machine, and it for them. */
const FLOOD = "test/faultRuns/burst.test.ts";

/** The file name of a test that needs no engine or sandbox server but lies next to tests that do. */
const UNIT_ENDING = "unit.test.ts";

/** Pure modules. No processes, no engine, no sandbox server, no browser, no DOM. */
const unit: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "unit",
		sequence: { groupOrder: 1 },
		environment: "node",
		// Most files take milliseconds; a process and a module graph for each would dominate.
		isolate: false,
		setupFiles: "test/setup/endTimers.ts",
		maxWorkers: availableParallelism(),
		...HANGS_AFTER,
		include: [
			...inFolders([...UNIT_FOLDERS, ...SCREEN_FOLDERS], "test.ts"),
			...inFolders([...ACTOR_FOLDERS, ...SESSION_FOLDERS, ...AGENT_FOLDERS], UNIT_ENDING),
		],
	},
};

/** Hooks and components, with Testing Library in jsdom. */
const dom: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "dom",
		sequence: { groupOrder: 2 },
		environment: "jsdom",
		// A VM context per file isolates modules and globals as a process does, in half the CPU time.
		pool: "vmForks",
		maxWorkers: availableParallelism(),
		setupFiles: ["test/setup/dom.ts", "test/setup/endTimers.ts"],
		...HANGS_AFTER,
		include: inFolders(SCREEN_FOLDERS, "test.tsx"),
	},
};

/**
 * The actors on a real Rivet engine with real sandbox-agent servers, and the processes of the demo. They mostly wait, so
 * four files run at a time.
 */
const actors: TestProjectInlineConfiguration = {
	extends: true,
	// Examples import the package by its name.
	resolve: { alias: { "workspace-chat/actors": resolve("actors/index.ts") } },
	test: {
		name: "actors",
		sequence: { groupOrder: 4 },
		environment: "node",
		include: inFolders(ACTOR_FOLDERS, "test.ts"),
		exclude: [...inFolders(ACTOR_FOLDERS, UNIT_ENDING), FLOOD],
		maxWorkers: 4,
		...REAL_SERVERS,
	},
};

/** Sessions on real servers, and the flood. They check times, so one file runs at a time. */
const sessions: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "sessions",
		sequence: { groupOrder: 5 },
		environment: "node",
		include: [...inFolders(SESSION_FOLDERS, "test.ts"), FLOOD],
		exclude: inFolders(SESSION_FOLDERS, UNIT_ENDING),
		fileParallelism: false,
		...REAL_SERVERS,
	},
};

/** Serves how busy the machine is: `.storybook/preview.tsx` makes the waits of stories longer by it. */
const serveLoadFactor: Plugin = {
	name: "serve-load-factor",
	configureServer: ({ middlewares }) => {
		middlewares.use("/load-factor", (_request, response) => response.end(String(loadFactor())));
	},
};

/** Every story, rendered in Chromium and checked for accessibility. */
const stories: TestProjectInlineConfiguration = {
	extends: true,
	plugins: [storybookTest({ configDir: ".storybook" }), serveLoadFactor],
	test: {
		name: "stories",
		sequence: { groupOrder: 3 },
		...REAL_PARTS,
		browser: {
			enabled: true,
			headless: true,
			screenshotFailures: false,
			provider: playwright({ launchOptions: chromiumLaunchOptions() }),
			instances: [{ browser: "chromium" }],
		},
	},
};

/** Two browsers on the processes of `npm start`. */
const e2e: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "e2e",
		sequence: { groupOrder: 6 },
		environment: "node",
		include: inFolders(["e2e"], "test.ts"),
		// More browsers than processors render and scroll too slowly.
		maxWorkers: 2,
		...REAL_SERVERS,
	},
};

/** They install packages for most of their time, so two files run at a time. */
const INSTALLING = { maxWorkers: 2, sequence: { groupOrder: 7 } } as const;

/** The newest versions of real agents, installed from npm's registry if that can be reached, on what `npm start` runs. */
const agents: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "agents",
		...INSTALLING,
		environment: "node",
		include: inFolders(AGENT_FOLDERS, "test.ts"),
		exclude: inFolders(AGENT_FOLDERS, UNIT_ENDING),
		retry: REAL_PARTS.retry,
		// Agents are several hundred megabytes each.
		testTimeout: 300_000,
		hookTimeout: 300_000,
	},
};

/** What is published: `dist/` and the tarball in empty apps. Needs `npm run build`. */
const packaged: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "package",
		...INSTALLING,
		environment: "node",
		include: inFolders(["package"], "test.ts"),
		retry: REAL_PARTS.retry,
		testTimeout: 300_000,
		hookTimeout: 300_000,
	},
};

/** Tests that wait for timeouts of minutes. Only `npm run test:long` runs them. */
const long: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "long",
		environment: "node",
		include: inFolders(["long"], "test.ts"),
		testTimeout: 900_000,
		hookTimeout: 60_000,
	},
};

export const longProjects = [long];

/**
 * Vitest's projects, from fast to slow. They run one after another (`groupOrder`), so that none runs under another's load,
 * but for the last two.
 */
export const testProjects = [unit, dom, stories, actors, sessions, e2e, agents, packaged];
