import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { testProjects } from "./test/setup/testProjects.ts";

export default defineConfig({
	plugins: [react()],
	test: {
		passWithNoTests: true,
		projects: testProjects,
	},
});
