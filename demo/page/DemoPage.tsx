import { WorkspaceChat, WorkspaceProvider } from "../../src/index.ts";
import { addressFor, canBeOpened, GUEST, otherUser, type Place } from "./readPlace.ts";
import { ThingsToTry } from "./ThingsToTry.tsx";
import { SUGGESTIONS } from "./things.ts";

interface DemoPageProps {
	readonly place: Place;
	readonly user: string;
	readonly endpoint: string;
}

/** The window of one person. */
export function DemoPage({ place, user, endpoint }: DemoPageProps) {
	const userId = user.toLowerCase();
	const getParams = () => ({ userId, name: user, ...(userId === GUEST.toLowerCase() && { role: null }) });
	return (
		<WorkspaceProvider endpoint={endpoint} getParams={getParams}>
			<div className="demo">
				<header className="demo-header">
					<h1 className="demo-title" title={place.workspaceId}>
						{place.workspaceId}
					</h1>
					<p className="demo-user">
						<span className="demo-user-lead">You are </span>
						<strong>{user}</strong>
					</p>
					{canBeOpened(place) && <ThingsToTry workspaceId={place.workspaceId} />}
					<a className="demo-link" href={addressFor(place, otherUser(user))} target="_blank" rel="noreferrer">
						Open as {otherUser(user)}
					</a>
				</header>
				<main className="demo-main">
					<WorkspaceChat workspaceId={place.workspaceId} suggestions={SUGGESTIONS} panel notify />
				</main>
			</div>
		</WorkspaceProvider>
	);
}
