import { describePresence } from "../contract/presenceContract.ts";
import { startRivetHarness } from "../contract/rivetHarness.ts";

describePresence("over Rivet", startRivetHarness);
