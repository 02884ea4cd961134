import { describeClaims } from "../contract/claimContract.ts";
import { startMemoryHarness } from "../contract/memoryHarness.ts";

describeClaims("in memory", startMemoryHarness);
