import type { FastifyRequest } from 'fastify'
import type { OperationFault } from '../operation-fault.ts'

const NO_FAULT: OperationFault = {}

/** Which requests meet a fault that is not always there. What a request has met stays so to its end. */
export function createOccasions() {
  /** A fault that is switched on anew is another object, and so begins anew. */
  const histories = new WeakMap<OperationFault, { since: number; requests: number }>()
  const met = new WeakMap<FastifyRequest, OperationFault>()

  function isThere(fault: OperationFault): boolean {
    const history = histories.get(fault) ?? { since: performance.now(), requests: 0 }
    histories.set(fault, history)
    history.requests += 1
    if (fault.times !== undefined && history.requests > fault.times) return false
    if (fault.flapEveryMs === undefined) return true
    return Math.floor((performance.now() - history.since) / fault.flapEveryMs) % 2 === 0
  }

  return {
    meet(fault: OperationFault, request: FastifyRequest): OperationFault {
      const current = isThere(fault) ? fault : NO_FAULT
      met.set(request, current)
      return current
    },
    met: (request: FastifyRequest) => met.get(request) ?? NO_FAULT,
  }
}
