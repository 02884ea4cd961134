import { describeAudit } from "../contract/auditContract.ts";
import { startRivetHarness } from "../contract/rivetHarness.ts";

describeAudit("over Rivet", startRivetHarness);
