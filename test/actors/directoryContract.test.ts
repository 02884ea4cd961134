import { describeDirectory } from "../contract/directoryContract.ts";
import { startRivetDirectory } from "../contract/rivetDirectoryHarness.ts";

describeDirectory("over Rivet", startRivetDirectory);
