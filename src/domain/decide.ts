import { refuseUnlessVisible } from './access.ts';
import {
  openNewChannel,
  recordCardGone,
  recordChannel,
  recordChannelName,
  recordChannelNews,
  recordChannelSeen,
  recordFailure,
} from './channel.ts';
import { logCustomerUpdate, moveCheckpoint, ringTimer } from './checkpoint.ts';
import type { Command } from './command.ts';
import { addNote, changeSeverity, editContext } from './context.ts';
import type { Decision } from './decision.ts';
import { recordDeparture } from './departure.ts';
import type { Escalation } from './escalation.ts';
import { acceptHandOver, claimOwnership, declineHandOver, giveRole, offerHandOver } from './ownership.ts';
import { reopen, resolve } from './resolution.ts';
import { joinSwarm, leaveSwarm, openEscalation, pullIn } from './swarm.ts';

/** The rules. An empty list means there is nothing to do: not an error, not a change. */
export function decide(escalation: Escalation | null, command: Command): Decision {
  if (command.type === 'OpenEscalation') {
    return escalation === null ? openEscalation(command) : { code: 'AlreadyOpened' };
  }
  if (escalation === null) return { code: 'UnknownEscalation' };
  const hidden = refuseUnlessVisible(escalation, command.by);
  if (hidden) return hidden;
  switch (command.type) {
    case 'RecordChannel':
      return recordChannel(escalation, command);
    case 'RecordFailure':
      return recordFailure(escalation, command);
    case 'RecordChannelNews':
      return recordChannelNews(escalation, command);
    case 'RecordChannelSeen':
      return recordChannelSeen(escalation, command);
    case 'RecordChannelName':
      return recordChannelName(escalation, command);
    case 'RecordCardGone':
      return recordCardGone(escalation, command);
    case 'OpenNewChannel':
      return openNewChannel(escalation, command);
    case 'RecordDeparture':
      return recordDeparture(escalation, command);
    case 'PullIn':
      return pullIn(escalation, command);
    case 'JoinSwarm':
      return joinSwarm(escalation, command);
    case 'LeaveSwarm':
      return leaveSwarm(escalation, command);
    case 'ClaimOwnership':
      return claimOwnership(escalation, command);
    case 'OfferHandOver':
      return offerHandOver(escalation, command);
    case 'AcceptHandOver':
      return acceptHandOver(escalation, command);
    case 'DeclineHandOver':
      return declineHandOver(escalation, command);
    case 'GiveRole':
      return giveRole(escalation, command);
    case 'LogCustomerUpdate':
      return logCustomerUpdate(escalation, command);
    case 'MoveCheckpoint':
      return moveCheckpoint(escalation, command);
    case 'RingTimer':
      return ringTimer(escalation, command);
    case 'AddNote':
      return addNote(escalation, command);
    case 'EditContext':
      return editContext(escalation, command);
    case 'ChangeSeverity':
      return changeSeverity(escalation, command);
    case 'Resolve':
      return resolve(escalation, command);
    case 'Reopen':
      return reopen(escalation, command);
  }
}
