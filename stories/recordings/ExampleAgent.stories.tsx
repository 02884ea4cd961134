import type { Meta } from "@storybook/react-vite";
import { type RecordingArgs, recording } from "./recording.tsx";

/** What the ACP SDK's example agent did, as it looks afterwards. */
const meta: Meta<RecordingArgs> = { title: "Recordings/Example agent" };

export default meta;

export const Allow = recording("acp-sdk-example-allow", "Ben", "The changes have been applied.");
export const CancelPendingPermission = recording("acp-sdk-example-cancel-pending-perm", "the turn was stopped");
export const Cancel = recording("acp-sdk-example-cancel", "Stopped", "The changes have been applied.");
export const Reject = recording("acp-sdk-example-reject", "I'll skip the configuration update.");
