/** Under what name this package measures. */
export const METER_NAME = "workspace-chat";

/** The version of workspace-chat, as its package.json has it. */
export const PACKAGE_VERSION = "0.1.0";

/** The name of a metric among those of a host. */
export function metricName(name: string): string {
	return `workspace_chat.${name}`;
}
