/**
 * Whether an uncaught error is Rivet's client telling that a connection was lost, which it throws where nobody can
 * catch it. The connection comes back by itself; ending the program for it would be wrong.
 */
export function isRivetLoss(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const isFromGuard = "group" in error && error.group === "guard";
	return isFromGuard || ("code" in error && error.code === "websocket_tunnel_subscription_closed");
}
