import { expect, test } from "vitest";
import { createRandom } from "../../harness/createRandom.ts";
import { findCounterexamples } from "../findCounterexamples.ts";
import { diffPromises } from "./diffPromises.ts";

test.each(Object.entries(diffPromises))("%s", (promise, check) => {
	expect(findCounterexamples({ [promise]: check }, createRandom(7), 1_500)).toEqual([]);
});
