import { describeClaims } from "../contract/claimContract.ts";
import { startRivetHarness } from "../contract/rivetHarness.ts";

describeClaims("over Rivet", startRivetHarness);
