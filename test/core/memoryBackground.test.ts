import { describeBackground } from "../contract/backgroundContract.ts";
import { startMemoryHarness } from "../contract/memoryHarness.ts";

describeBackground("in memory", startMemoryHarness);
