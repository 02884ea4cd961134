import { defineConfig } from "vitest/config";
import { CountReporter } from "../../scripts/CountReporter.ts";

/** What takes minutes because it is about minutes. `npm run test:long` runs it, and nothing else does. */
export default defineConfig({
	test: {
		name: "long",
		include: ["test/long/**/*.test.ts"],
		testTimeout: 900_000,
		hookTimeout: 60_000,
		reporters: ["default", new CountReporter()],
	},
});
