/**
 * Whether an uncaught error is the one Rivet's client throws about a lost connection, where nobody can
 * catch it. The client reconnects by itself, so the program must not exit.
 */
export function isRivetLoss(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const isFromGuard = "group" in error && error.group === "guard";
	return isFromGuard || ("code" in error && error.code === "websocket_tunnel_subscription_closed");
}
