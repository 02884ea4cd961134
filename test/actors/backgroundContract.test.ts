import { describeBackground } from "../contract/backgroundContract.ts";
import { startRivetHarness } from "../contract/rivetHarness.ts";

describeBackground("over Rivet", startRivetHarness);
