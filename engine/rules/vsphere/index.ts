import type { Rule } from '../rule.ts';
import affinityUnsatisfiable from './affinity-unsatisfiable.ts';
import drsAntiAffinity from './drs-anti-affinity.ts';
import drsAutomationLevel from './drs-automation-level.ts';
import ftCpuCompatibility from './ft-cpu-compatibility.ts';
import ftHostLimits from './ft-host-limits.ts';
import ftNetworks from './ft-networks.ts';
import ftPrerequisites from './ft-prerequisites.ts';
import ftSecondaryHost from './ft-secondary-host.ts';
import ftThirdHost from './ft-third-host.ts';
import ftVcpuLimit from './ft-vcpu-limit.ts';
import haAdmissionControl from './ha-admission-control.ts';
import haAntiAffinityEnforced from './ha-anti-affinity-enforced.ts';
import haFailoverCapacity from './ha-failover-capacity.ts';
import haHeartbeatRedundancy from './ha-heartbeat-redundancy.ts';
import haMinHosts from './ha-min-hosts.ts';
import haNetworkOnCandidates from './ha-network-on-candidates.ts';
import haRestartDisabled from './ha-restart-disabled.ts';
import haSharedStorage from './ha-shared-storage.ts';
import isolationResponseIpStorage from './isolation-response-ip-storage.ts';
import versionSkewInCluster from './version-skew-in-cluster.ts';
import vmcpResponse from './vmcp-response.ts';
import vmotionDedicatedNic from './vmotion-dedicated-nic.ts';
import vmotionLink from './vmotion-link.ts';

/** Every rule of this folder, by name. */
export const vsphereRules: readonly Rule[] = [
  affinityUnsatisfiable,
  drsAntiAffinity,
  drsAutomationLevel,
  ftCpuCompatibility,
  ftHostLimits,
  ftNetworks,
  ftPrerequisites,
  ftSecondaryHost,
  ftThirdHost,
  ftVcpuLimit,
  haAdmissionControl,
  haAntiAffinityEnforced,
  haFailoverCapacity,
  haHeartbeatRedundancy,
  haMinHosts,
  haNetworkOnCandidates,
  haRestartDisabled,
  haSharedStorage,
  isolationResponseIpStorage,
  versionSkewInCluster,
  vmcpResponse,
  vmotionDedicatedNic,
  vmotionLink,
];
