/** The examples that ship, each with a line about it. */

export interface Example {
  /** In the folder `examples` of the extension. */
  readonly file: string;
  readonly title: string;
  readonly about: string;
}

export const examples: readonly Example[] = [
  {
    file: 'avaya-duplication.hatopo',
    title: 'Duplicated Communication Manager',
    about: 'A hot-standby pair over two vSphere HA clusters: the loss of a host keeps every call',
  },
  {
    file: 'avaya-geo-redundancy.hatopo',
    title: 'Two data centers with a survivable core',
    about: 'Denver and Paris: what happens when the sites lose each other, or one is lost',
  },
  {
    file: 'mx-one-fault-tolerance.hatopo',
    title: 'MX-ONE under vSphere Fault Tolerance',
    about: 'Two Service Nodes with secondaries in lockstep; what FT survives, and what it copies',
  },
  {
    file: 'pureconnect-switchover.hatopo',
    title: 'PureConnect switchover pair',
    about: 'A warm-standby pair kept apart by DRS across hosts, racks and circuits',
  },
  {
    file: 'virtualcenter-mscs.hatopo',
    title: 'VirtualCenter on a cluster with a quorum disk',
    about: 'Two nodes and a disk: resources, their order, and who owns the quorum',
  },
  {
    file: 'virtualcenter-mns.hatopo',
    title: 'VirtualCenter on a majority node set',
    about: 'Two groups kept apart, and a file share that gives the third vote',
  },
];
