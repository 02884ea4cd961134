import { startMemoryHarness } from "../contract/memoryHarness.ts";
import { describeQuestions } from "../contract/questionContract.ts";

describeQuestions("in memory", startMemoryHarness);
