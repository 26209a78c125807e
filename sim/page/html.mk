# html.mk -- the page itself, one file: packed of the program in WebAssembly and what stands in sim/page.
export SOURCE_URL
# Always, as SOURCE_URL may be another; it takes a second.
$(BUILD)/page/potency.html: $(BUILD)/page/potency.wasm $(BUILD)/potency FORCE
	@echo "  pack $@"
	@sh sim/page/pack.sh $(BUILD)/page/potency.wasm $(BUILD)/potency $(BUILD)/page "$$SOURCE_URL"
	@echo "$@: $$(wc -c < $@) bytes"
# The program holds what was packed, from then on.
held-page: $(BUILD)/page/potency.html
	@sh sim/page/hold.sh $(BUILD) '$(VERSION)'
	@$(MAKE) --no-print-directory all
test-explore: held-page
	@sh .ci/setup build page || echo 'what looks at pages could not be installed'
	@cp tests/page/package*.json tests/page/.npmrc $(BUILD)/page
	@cd $(BUILD)/page && browser=$$(command -v chromium || command -v chromium-browser) && \
	npm ci --ignore-scripts --no-audit --no-fund > npm.log 2>&1 || { echo 'skipped: explore: no chromium, or npm cannot install'; exit 0; }; \
	node $(CURDIR)/tests/page/explore.mjs "$$browser" potency.html ../potency $(THEMES); result=$$?; \
	node $(CURDIR)/tests/page/drag.mjs "$$browser" potency.html || result=1; \
	node $(CURDIR)/tests/page/start.mjs "$$browser" ../potency || result=1; \
	if firefox=$$(command -v firefox-esr || command -v firefox); then node $(CURDIR)/tests/page/firefox.mjs "$$firefox" potency.html ../potency || result=1; \
	else echo 'skipped: firefox: there is none'; fi; \
	[ $$result -eq 0 ]
.PHONY: held-page test-explore
