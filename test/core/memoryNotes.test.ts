import { startMemoryHarness } from "../contract/memoryHarness.ts";
import { describeNotes } from "../contract/noteContract.ts";

describeNotes("in memory", startMemoryHarness);
