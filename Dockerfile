# The image of the controller, of the service (`verdict serve`) and of pipeline steps (`verdict run`): docker build -t verdict:0.1.0 .
# Only what `npm pack` publishes goes into it; the bundle in dist/ needs no other packages.
FROM node:24-slim AS build
WORKDIR /source
COPY . .
RUN npm ci && npm pack && mkdir /verdict && tar -xzf verdict-*.tgz -C /verdict --strip-components=1

FROM node:24-slim
COPY --from=build /verdict /verdict
RUN ln -s /verdict/bin/verdict.js /usr/local/bin/verdict
ENV NODE_ENV=production
# A number, so that Kubernetes can see that it is not root. Upstream's has the same.
USER 999
WORKDIR /verdict
EXPOSE 8090 8080 8765
ENTRYPOINT ["node", "/verdict/dist/main.js", "controller"]
