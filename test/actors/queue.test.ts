import { describeQueue } from "../contract/queueContract.ts";
import { startRivetHarness } from "../contract/rivetHarness.ts";

describeQueue("the actor", startRivetHarness);
