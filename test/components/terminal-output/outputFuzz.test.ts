import { expect, test } from "vitest";
import { createRandom } from "../../harness/createRandom.ts";
import { findCounterexamples } from "../findCounterexamples.ts";
import { outputPromises } from "./outputPromises.ts";

test.each(Object.entries(outputPromises))("%s", (promise, check) => {
	expect(findCounterexamples({ [promise]: check }, createRandom(3), 300)).toEqual([]);
});
