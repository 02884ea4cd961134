import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { CountReporter } from "./scripts/CountReporter.ts";
import { keepWorkers } from "./scripts/keepWorkers.ts";
import { LongestFirst } from "./scripts/LongestFirst.ts";
import { libraryBuild } from "./scripts/libraryBuild.ts";
import { stylesheet } from "./scripts/stylesheet.ts";
import { longProjects, testProjects } from "./test/setup/testProjects.ts";

export default defineConfig(({ mode }) => ({
	plugins: [react(), keepWorkers, stylesheet],
	build: libraryBuild,
	test: {
		passWithNoTests: true,
		// Vitest's own second is too short on a machine that is busy with something else.
		expect: { poll: { timeout: 20_000 } },
		projects: mode === "long" ? longProjects : testProjects,
		sequence: { sequencer: LongestFirst },
		reporters: ["default", new CountReporter()],
	},
}));
