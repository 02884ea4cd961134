import { describeAudit } from "../contract/auditContract.ts";
import { startMemoryHarness } from "../contract/memoryHarness.ts";

describeAudit("in memory", startMemoryHarness);
