import type { JsonObject } from '../../../core/json.ts';
import { subdomainFaults } from '../../../resources/names/dns-names.ts';
import { formText, isMatch } from '../../../resources/names/name-rule.ts';
import { portNameFaults } from '../../../resources/names/port-names.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import {
  errorIf,
  type FieldError,
  invalid,
  invalidFor,
  notSupported,
  required,
  word,
} from '../../../rollout/validate/field-error.ts';
import { inRange } from '../../../rollout/validate/numbers.ts';
import { items, texts } from '../../../rollout/validate/parts.ts';
import { ipErrors } from '../../../rollout/validate/pod-template/ip-address.ts';
import { serviceNameFaults } from '../checks/service-name.ts';
import { errorsOfAll, errorsOfPart } from '../checks/when-changed.ts';

/** What is wrong with an Ingress. */
export const ingressErrors = errorsOfAll(
  errorsOfPart('spec', (spec) => [
    ...emptyErrors(spec),
    ...(spec.has('defaultBackend') ? backendErrors(spec.below('defaultBackend'), 'spec.defaultBackend') : []),
    ...items(spec, 'rules').flatMap((rule, index) => ruleErrors(rule, `spec.rules[${index}]`)),
    ...items(spec, 'tls').flatMap((tls, index) => tlsErrors(tls, `spec.tls[${index}]`)),
    ...(spec.has('ingressClassName')
      ? invalidFor(
          'spec.ingressClassName',
          spec.text('ingressClassName'),
          subdomainFaults(spec.text('ingressClassName')),
        )
      : []),
  ]),
  classErrors,
);

function emptyErrors(spec: Fields): readonly FieldError[] {
  const isEmpty = spec.list('rules').length === 0 && !spec.has('defaultBackend');
  const shown = { json: spec.has('rules') ? '[]' : 'null' };
  return errorIf(isEmpty, invalid('spec', shown, 'either `defaultBackend` or `rules` must be specified'));
}

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** A new Ingress may name its class in two places, but not two classes. */
function classErrors(ingress: JsonObject, old?: JsonObject): readonly FieldError[] {
  const fields = new Fields(ingress);
  const annotated = fields.below('metadata').below('annotations');
  const value = annotated.text(CLASS_ANNOTATION);
  const spec = fields.below('spec');
  const isOdd =
    annotated.has(CLASS_ANNOTATION) && spec.has('ingressClassName') && value !== spec.text('ingressClassName');
  const detail = 'must match `ingressClassName` when both are specified';
  return errorIf(old === undefined && isOdd, invalid(`annotations.${CLASS_ANNOTATION}`, value, detail));
}

const WILDCARD = {
  pattern: '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*',
  text: "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
  examples: ['*.example.com'],
};

function hostFaults(host: string): readonly string[] {
  if (!host.includes('*')) return subdomainFaults(host);
  return isMatch(host, WILDCARD.pattern) ? [] : [formText(WILDCARD)];
}

function ruleErrors(rule: Fields, path: string): readonly FieldError[] {
  const host = rule.text('host');
  const at = `${path}.host`;
  const isAddress = host !== '' && ipErrors(host, at).length === 0;
  const paths = items(rule.below('http'), 'paths');
  return [
    ...errorIf(isAddress, invalid(at, host, 'must be a DNS name, not an IP address')),
    ...(host === '' ? [] : invalidFor(at, host, hostFaults(host))),
    ...errorIf(rule.has('http') && paths.length === 0, required(`${path}.http.paths`)),
    ...paths.flatMap((each, index) => pathErrors(each, `${path}.http.paths[${index}]`)),
  ];
}

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const BAD_PARTS = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_ENDS = ['/..', '/.'];

function pathErrors(path: Fields, at: string): readonly FieldError[] {
  if (!path.has('pathType')) return [required(`${at}.pathType`, 'pathType must be specified')];
  return [
    ...formErrors(path.text('pathType'), path.text('path'), at),
    ...backendErrors(path.below('backend'), `${at}.backend`),
  ];
}

function formErrors(type: string, text: string, at: string): readonly FieldError[] {
  const field = `${at}.path`;
  const notAbsolute = invalid(field, text, 'must be an absolute path');
  if (!PATH_TYPES.includes(type)) return [notSupported(`${at}.pathType`, word(type), PATH_TYPES)];
  if (type === 'ImplementationSpecific') return errorIf(text !== '' && !text.startsWith('/'), notAbsolute);
  return [
    ...errorIf(!text.startsWith('/'), notAbsolute),
    ...BAD_PARTS.filter((part) => text.includes(part)).map((part) =>
      invalid(field, text, `must not contain '${part}'`),
    ),
    ...BAD_ENDS.filter((end) => text.endsWith(end)).map((end) => invalid(field, text, `cannot end with '${end}'`)),
  ];
}

function backendErrors(backend: Fields, path: string): readonly FieldError[] {
  const [hasResource, hasService] = [backend.has('resource'), backend.has('service')];
  if (hasResource && hasService) return [invalid(path, '', 'cannot set both resource and service backends')];
  if (hasService) return serviceErrors(backend.below('service'), path);
  if (!hasResource) return [invalid(path, '', 'resource or service backend is required')];
  const resource = backend.below('resource');
  return ['kind', 'name']
    .filter((name) => resource.text(name) === '')
    .map((name) => required(`${path}.resource.${name}`));
}

const LARGEST_PORT = 65_535;

function serviceErrors(service: Fields, path: string): readonly FieldError[] {
  const at = `${path}.service`;
  const name = service.text('name');
  const port = service.below('port');
  const [portName, number] = [port.text('name'), port.whole('number') ?? 0];
  return [
    ...(name === '' ? [required(`${at}.name`)] : invalidFor(`${at}.name`, name, serviceNameFaults(name))),
    ...(portName !== '' && number !== 0
      ? [invalid(path, '', 'cannot set both port name & port number')]
      : portName !== ''
        ? invalidFor(`${at}.port.name`, portName, portNameFaults(portName))
        : number !== 0
          ? inRange(`${at}.port.number`, number, 1, LARGEST_PORT)
          : [required(path, 'port name or number is required')]),
  ];
}

function tlsErrors(tls: Fields, path: string): readonly FieldError[] {
  const secret = tls.text('secretName');
  return [
    ...texts(tls, 'hosts').flatMap((host, index) => invalidFor(`${path}.hosts[${index}]`, host, hostFaults(host))),
    ...(secret === '' ? [] : invalidFor(`${path}.secretName`, secret, subdomainFaults(secret))),
  ];
}
