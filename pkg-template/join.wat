;; Puts the module together from its streams; see `xtask/src/package/split.rs`.
;;
;; It runs once, at the start of a page. An engine compiles it in a fraction of the time in which the
;; same loop in JavaScript, which is interpreted at first, would take its few hundred thousand steps.
;;
;; Memory: the positions of the streams (256 numbers of four bytes), how many numbers are in the immediates
;; of each operator or, if negative, how many bytes (256), then at 2048 what `split.rs` has written: the
;; lengths of the streams (256), and the streams.
(module
  (memory (export "memory") 1)

  ;; Writes the module at $end, and returns where it ends.
  (func (export "join") (param $end i32) (result i32)
    (local $stream i32)
    (local $position i32)
    (local $length i32)
    (local $next i32)
    (local $last i32)
    (local $start i32)
    (local $depth i32)
    (local $count i32)
    (local $first i32)
    (local $byte i32)

    (local.set $position (i32.const 3072))
    (loop $streams
      (i32.store (local.get $stream) (local.get $position))
      (local.set $length (i32.load offset=2048 (local.get $stream)))
      ;; An operator without a stream has no immediates; most others have one number.
      (i32.store offset=1024 (local.get $stream) (i32.ne (local.get $length) (i32.const 0)))
      (local.set $position (i32.add (local.get $position) (local.get $length)))
      (local.set $stream (i32.add (local.get $stream) (i32.const 4)))
      (br_if $streams (i32.lt_u (local.get $stream) (i32.const 1024))))
    ;; call_indirect, f32.const, f64.const
    (i32.store offset=1024 (i32.const 0x44) (i32.const 2))
    (i32.store offset=1024 (i32.const 0x10c) (i32.const -4))
    (i32.store offset=1024 (i32.const 0x110) (i32.const -8))

    ;; What precedes the functions is the stream 0xf0. The operators, 0xf1, end where 0xf2 begins.
    (local.set $next (i32.load (i32.const 0x3c4)))
    (local.set $last (i32.load (i32.const 0x3c8)))
    (local.set $end (call $append (local.get $end) (i32.const 0x3c0)))

    (loop $functions
      ;; The size of a function has three bytes.
      (local.set $start (local.tee $end (i32.add (local.get $end) (i32.const 3))))
      (local.set $depth (i32.const 1))
      ;; Its locals, 0xf2, precede its operators.
      (local.set $stream (i32.const 0xf2))
      (loop $operators
        (local.set $count
          (i32.load offset=1024 (i32.shl (local.get $stream) (i32.const 2))))
        (if (local.get $count)
          (then
            (local.set $position (i32.load (i32.shl (local.get $stream) (i32.const 2))))
            (local.set $first (i32.load8_u (local.get $position)))
            ;; A list of locals, the labels of br_table, a memory.copy or memory.fill
            (if (i32.eq (local.get $stream) (i32.const 0xf2))
              (then
                (local.set $count
                  (i32.add (local.get $count) (i32.shl (local.get $first) (i32.const 1))))))
            (if (i32.eq (local.get $stream) (i32.const 0x0e))
              (then
                (local.set $count
                  (i32.add (local.get $count) (i32.add (local.get $first) (i32.const 1))))))
            (if (i32.and
                  (i32.eq (local.get $stream) (i32.const 0xfc))
                  (i32.gt_u (local.get $first) (i32.const 7)))
              (then
                (local.set $count
                  (i32.add
                    (local.get $count)
                    (i32.sub (i32.const 2) (i32.and (local.get $first) (i32.const 1)))))))
            (loop $immediates
              (i32.store8
                (local.get $end)
                (local.tee $byte (i32.load8_u (local.get $position))))
              (local.set $end (i32.add (local.get $end) (i32.const 1)))
              (local.set $position (i32.add (local.get $position) (i32.const 1)))
              (if (i32.lt_s (local.get $count) (i32.const 0))
                (then
                  (local.set $count (i32.add (local.get $count) (i32.const 1))))
                (else
                  ;; Only the last byte of a number is below 128.
                  (local.set $count
                    (i32.sub (local.get $count) (i32.lt_u (local.get $byte) (i32.const 128))))))
              (br_if $immediates (local.get $count)))
            (i32.store
              (i32.shl (local.get $stream) (i32.const 2))
              (local.get $position))))
        (if (local.get $depth)
          (then
            (i32.store8
              (local.get $end)
              (local.tee $stream (i32.load8_u (local.get $next))))
            (local.set $next (i32.add (local.get $next) (i32.const 1)))
            (local.set $end (i32.add (local.get $end) (i32.const 1)))
            ;; block, loop and if begin what end ends.
            (local.set $depth
              (i32.sub
                (i32.add
                  (local.get $depth)
                  (i32.lt_u (i32.sub (local.get $stream) (i32.const 0x02)) (i32.const 3)))
                (i32.eq (local.get $stream) (i32.const 0x0b))))
            ;; The offsets of all loads and stores are in one stream. Their alignment is 0.
            (if (i32.lt_u (i32.sub (local.get $stream) (i32.const 0x28)) (i32.const 0x17))
              (then
                (i32.store8 (local.get $end) (i32.const 0))
                (local.set $end (i32.add (local.get $end) (i32.const 1)))
                (local.set $stream (i32.const 0x28))))
            (br $operators))))
      (local.set $length (i32.sub (local.get $end) (local.get $start)))
      (i32.store8 offset=0
        (i32.sub (local.get $start) (i32.const 3))
        (i32.or (local.get $length) (i32.const 128)))
      (i32.store8
        (i32.sub (local.get $start) (i32.const 2))
        (i32.or (i32.shr_u (local.get $length) (i32.const 7)) (i32.const 128)))
      (i32.store8
        (i32.sub (local.get $start) (i32.const 1))
        (i32.shr_u (local.get $length) (i32.const 14)))
      (br_if $functions (i32.lt_u (local.get $next) (local.get $last))))

    ;; What follows the functions is the stream 0xff.
    (call $append (local.get $end) (i32.const 0x3fc)))

  ;; Copies a whole stream to $end, and returns where the copy ends.
  (func $append (param $end i32) (param $stream i32) (result i32)
    (local $length i32)
    (local.set $length (i32.load offset=2048 (local.get $stream)))
    (memory.copy (local.get $end) (i32.load (local.get $stream)) (local.get $length))
    (i32.add (local.get $end) (local.get $length))))
