import { describeMembers } from "../contract/membersContract.ts";
import { startRivetHarness } from "../contract/rivetHarness.ts";

describeMembers("over Rivet", startRivetHarness);
