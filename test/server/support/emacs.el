;; What a person does in Emacs with a file of the language; writes what was seen as JSON.
;; HATOPO_FILE is the file, HATOPO_SEEN where to write, HATOPO_INIT the set-up, HATOPO_CODE the finding to mend.
(require 'package)
(package-initialize)
(require 'json)
(defvar seen nil)

(defun note (key value) (push (cons key value) seen))

(defun wait-for (test)
  (let ((end (+ (float-time) 30)))
    (while (and (not (funcall test)) (< (float-time) end)) (accept-process-output nil 0.05))))

(defun strings (list) (vconcat (mapcar #'substring-no-properties list)))

(defun ask (method params) (jsonrpc-request (eglot-current-server) method params))

(defun here () (list :textDocument (list :uri (eglot--path-to-uri buffer-file-name))
                     :position (list :line (1- (line-number-at-pos)) :character (current-column))))

(defun work ()
  (require 'eglot)
  (setq eglot-sync-connect 30)
  (load (getenv "HATOPO_INIT") nil t)
  (find-file (getenv "HATOPO_FILE"))
  (note 'mode (symbol-name major-mode))
  ;; what waits for the first key that a person presses
  (run-hooks 'post-command-hook)
  (wait-for #'eglot-managed-p)

  (wait-for (lambda () (flymake-start) (flymake-diagnostics)))
  (note 'found (strings (mapcar #'flymake-diagnostic-text (flymake-diagnostics))))

  (goto-char (point-min)) (search-forward "standby: ")
  (let ((written (buffer-substring (point) (line-end-position))))
    (delete-region (point) (line-end-position))
    (pcase-let ((`(,_ ,_ ,table . ,_) (run-hook-wrapped 'completion-at-point-functions (lambda (f) (let ((r (ignore-errors (funcall f)))) (and (consp r) r))))))
      (note 'completion (strings (all-completions "" table))))
    (insert written))
  ;; a person pauses, and Eglot tells what was typed
  (eglot--signal-textDocument/didChange)

  (backward-char 2)
  (let ((place (xref-location-marker (xref-item-location (car (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot)))))))
    (note 'definition (with-current-buffer (marker-buffer place) (line-number-at-pos place))))

  (goto-char (point-min)) (search-forward "host Host1") (backward-char 2)
  (note 'hover (plist-get (plist-get (ask :textDocument/hover (here)) :contents) :value))

  (goto-char (point-min)) (search-forward "vm CMVM_01") (backward-char 3)
  (eglot-rename "PBX1")
  (note 'renamed (how-many "PBX1" (point-min) (point-max)))

  (goto-char (point-min)) (insert "   network   spare\n")
  (save-buffer)
  (goto-char (point-min))
  (note 'saved (buffer-substring-no-properties (point) (line-end-position)))

  (comment-line 1)
  (goto-char (point-min))
  (note 'comment (buffer-substring-no-properties (point) (line-end-position)))
  (forward-char 5)
  (note 'inComment (if (nth 4 (syntax-ppss)) t :json-false))
  (set-buffer-modified-p nil)
  (eglot-shutdown (eglot-current-server)))

(condition-case failure (work) (error (note 'failure (format "%S" failure))))
(with-temp-file (getenv "HATOPO_SEEN") (insert (json-encode seen)))
